package dev.sluice.core.dialect;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/** A YAML text as trees. Nothing is constructed from it but strings: tags that name classes are refused with all other tags. */
final class YamlDocuments {

    private static final int DEEPEST = 64;

    /** Aliases to lists and mappings. What they grow to is bounded by {@link YamlTree}. */
    /** Each is a pipeline to be planned, or an agent. */
    private static final int MOST_DOCUMENTS = 2_000;

    private static final int MOST_ALIASES = 10_000;

    private YamlDocuments() {}

    static List<Source> parse(byte[] file) throws SourceException {
        return parse(text(file));
    }

    static String text(byte[] file) throws SourceException {
        if (file.length > Source.MOST_BYTES) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SourceException(notUtf8(file), "is not a text in UTF-8");
        }
    }

    static List<Source> parse(String text) throws SourceException {
        if (text.length() > Source.MOST_BYTES) {
            throw tooLarge();
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            checkBounds(content);
            List<Source> documents = new ArrayList<>();
            YamlTree tree = new YamlTree();
            for (Node node : yaml().composeAll(new StringReader(content))) {
                Source document = tree.read(node);
                if (!Source.isNull(document)) {
                    documents.add(document);
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            throw new SourceException(position(e), message(e));
        } catch (ReaderException e) {
            throw new SourceException(
                    at(content, e.getPosition()),
                    "holds the character U+%04X, which no YAML may; is it a text?".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            throw new SourceException(Optional.empty(), "is not YAML: " + e.getMessage());
        }
    }

    /** Before a tree is made: the library bounds depth too, but does not say where, and makes all nodes there are. */
    private static void checkBounds(String content) throws SourceException {
        int depth = 0;
        int values = 0;
        int documents = 0;
        for (Event event : yaml().parse(new StringReader(content))) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            values += event instanceof NodeEvent ? 1 : 0;
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            if (documents > MOST_DOCUMENTS) {
                throw new SourceException(
                        position(event.getStartMark()), "has more than %,d documents".formatted(MOST_DOCUMENTS));
            }
            if (depth > DEEPEST) {
                throw new SourceException(
                        position(event.getStartMark()), "is nested deeper than " + DEEPEST + " levels");
            }
            if (values > YamlTree.MOST_VALUES) {
                throw new SourceException(position(event.getStartMark()), YamlTree.TOO_MANY);
            }
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Source.MOST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new PlainTags());
    }

    private static SourceException tooLarge() {
        return new SourceException(Optional.empty(), "is larger than 3 MB; a pipeline of 500 steps has well under one");
    }

    private static Optional<Position> position(MarkedYAMLException e) {
        return Optional.ofNullable(e.getProblemMark())
                .or(() -> Optional.ofNullable(e.getContextMark()))
                .map(YamlDocuments::position);
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The library's own words, which people find explained elsewhere, on one line and with a hint where they are dark. */
    private static String message(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "can't be read" : e.getProblem();
        String text = e.getContext() == null ? problem : e.getContext() + ", " + problem;
        String hint = problem.contains("'\\t(TAB)'") ? "; indent with spaces, not tabs" : "";
        return "is not YAML: " + text.replaceAll("\\p{Cntrl}+", " ") + hint;
    }

    private static Optional<Position> notUtf8(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        CharBuffer read = CharBuffer.allocate(file.length + 1);
        StandardCharsets.UTF_8.newDecoder().decode(bytes, read, true);
        return at(read.flip().toString(), read.limit());
    }

    private static Optional<Position> at(String text, int offset) {
        int end = Math.min(offset, text.length());
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        int line = (int) text.chars().limit(end).filter(c -> c == '\n').count() + 1;
        return Optional.of(new Position(line, end - lineStart + 1));
    }
}
