package dev.sluice.core.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** A YAML text as trees. Nothing is constructed from it but strings: tags that name classes are refused with all other tags. */
final class YamlDocuments {

    private static final int DEEPEST = 64;

    /** Aliases to lists and mappings. What they grow to is bounded by {@link YamlTree}. */
    private static final int MOST_ALIASES = 10_000;

    private YamlDocuments() {}

    static List<Source> parse(byte[] file) throws SourceException {
        if (file.length > Source.MOST_BYTES) {
            throw tooLarge();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return parse(text);
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
            List<Source> documents = new ArrayList<>();
            YamlTree tree = new YamlTree();
            for (Node node : new Yaml(options()).composeAll(new java.io.StringReader(content))) {
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
        } catch (StackOverflowError e) {
            throw new SourceException(Optional.empty(), "is nested too deep");
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Source.MOST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        return options;
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
        java.nio.CharBuffer read = java.nio.CharBuffer.allocate(file.length + 1);
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
