package dev.sluice.core.dialect;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Leaves it to {@link YamlScalars} what a scalar without quotes and without a tag is: the library's rules are not kubectl's. */
final class PlainTags extends Resolver {

    static final Tag PLAIN = new Tag("!plain");

    @Override
    protected void addImplicitResolvers() {}

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
}
