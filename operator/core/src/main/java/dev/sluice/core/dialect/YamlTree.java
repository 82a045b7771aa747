package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Scalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes a tree of the graph that aliases make of a YAML text. A node that several aliases name is read once and shared, so that memory
 * is bounded by the text; what a walk over the tree meets is counted and bounded too, which is what stops a billion laughs.
 */
final class YamlTree {

    /** Values that a walk over all documents of a text may meet: more than twice what 500 large steps have. */
    static final int MOST_VALUES = 200_000;

    static final String TOO_MANY = "holds more than 200,000 values, those of aliases counted each time";

    private record Sized(Source source, int values) {}

    private final Map<Node, Sized> read = new IdentityHashMap<>();
    private final Map<Node, Node> beingRead = new IdentityHashMap<>();
    private int documents;

    Source read(Node root) throws SourceException {
        Sized document = node(root);
        documents = plus(documents, document.values, root);
        return document.source;
    }

    private Sized node(Node node) throws SourceException {
        Node target = node instanceof AnchorNode anchor ? anchor.getRealNode() : node;
        Sized known = read.get(target);
        if (known != null) {
            return known;
        }
        if (beingRead.put(target, target) != null) {
            throw new SourceException(position(target), "contains itself by an alias");
        }
        Sized made = made(target);
        beingRead.remove(target);
        read.put(target, made);
        return made;
    }

    private Sized made(Node node) throws SourceException {
        if (node instanceof MappingNode mapping) {
            return mapping(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence);
        }
        return new Sized(YamlScalars.read((ScalarNode) node), 1);
    }

    private Sized sequence(SequenceNode node) throws SourceException {
        checkTag(node, Tag.SEQ);
        List<Source> items = new ArrayList<>();
        int values = 1;
        for (Node item : node.getValue()) {
            Sized value = node(item);
            items.add(value.source);
            values = plus(values, value.values, item);
        }
        return new Sized(new Source.Sequence(items, Optional.of(position(node))), values);
    }

    private Sized mapping(MappingNode node) throws SourceException {
        checkTag(node, Tag.MAP);
        Map<String, Field> fields = new LinkedHashMap<>();
        Map<String, Field> merged = new LinkedHashMap<>();
        int values = 1;
        for (NodeTuple tuple : node.getValue()) {
            Sized value = node(tuple.getValueNode());
            values = plus(values, value.values, tuple.getKeyNode());
            if (isMerge(tuple.getKeyNode())) {
                merge(value.source, merged, position(tuple.getValueNode()));
            } else {
                put(fields, tuple.getKeyNode(), value.source);
            }
        }
        merged.forEach(fields::putIfAbsent);
        return new Sized(new Source.Mapping(fields, Optional.of(position(node))), values);
    }

    private static void put(Map<String, Field> fields, Node keyNode, Source value) throws SourceException {
        Position position = position(keyNode);
        String key = key(keyNode);
        Field earlier = fields.put(key, new Field(Optional.of(position), value));
        if (earlier != null) {
            String first = earlier.position()
                    .map(p -> " (first on line " + p.line() + ")")
                    .orElse("");
            throw new SourceException(position, "the field \"" + key + "\" is written twice" + first);
        }
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getTag().equals(PlainTags.PLAIN)
                && scalar.getValue().equals("<<");
    }

    /** {@code 1: a} has the key "1", as for kubectl; what it makes of {@code on: a}, "true", nobody wants. */
    private static String key(Node node) throws SourceException {
        if (!(node instanceof ScalarNode scalar)) {
            throw new SourceException(position(node), "a field's name is a text, not " + word(node));
        }
        Scalar key = YamlScalars.read(scalar);
        return switch (key.type()) {
            case STRING, INTEGER -> key.text();
            case BOOLEAN, FLOAT, NULL ->
                throw new SourceException(
                        position(node),
                        "the name of the field is " + key.describe() + "; put it in quotes: \"" + key.written() + "\"");
        };
    }

    private static String word(Node node) {
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    /** {@code <<: *base} and {@code <<: [*a, *b]}: what is written beside it wins, and of several the first. */
    private static void merge(Source value, Map<String, Field> merged, Position position) throws SourceException {
        List<Source> bases = value instanceof Source.Sequence sequence ? sequence.items() : List.of(value);
        for (Source base : bases) {
            if (!(base instanceof Source.Mapping mapping)) {
                throw new SourceException(position, "<< takes a mapping or a list of mappings, not " + base.describe());
            }
            mapping.fields().forEach(merged::putIfAbsent);
        }
    }

    private static void checkTag(Node node, Tag expected) throws SourceException {
        if (!expected.equals(node.getTag())) {
            throw new SourceException(position(node), YamlScalars.noTags(node.getTag()));
        }
    }

    private static int plus(int values, int more, Node at) throws SourceException {
        if (values + more > MOST_VALUES) {
            throw new SourceException(position(at), TOO_MANY);
        }
        return values + more;
    }

    private static Position position(Node node) {
        return YamlDocuments.position(node.getStartMark());
    }
}
