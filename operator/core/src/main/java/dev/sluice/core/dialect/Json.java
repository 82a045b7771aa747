package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** A tree as JSON, on one line, fields in the order written. */
final class Json {

    private final StringBuilder text = new StringBuilder();
    private final int longest;

    private Json(int longest) {
        this.longest = longest;
    }

    /** Absent where it would be longer than {@code longest}. */
    static Optional<String> write(Source source, int longest) {
        Json json = new Json(longest);
        json.value(source);
        return json.text.length() > longest ? Optional.empty() : Optional.of(json.text.toString());
    }

    private void value(Source source) {
        if (text.length() > longest) {
            return;
        }
        if (source instanceof Mapping mapping) {
            object(mapping);
        } else if (source instanceof Sequence sequence) {
            array(sequence);
        } else {
            scalar((Scalar) source);
        }
    }

    private void object(Mapping mapping) {
        text.append('{');
        Iterator<Map.Entry<String, Source.Field>> fields =
                mapping.fields().entrySet().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, Source.Field> field = fields.next();
            string(field.getKey());
            text.append(':');
            value(field.getValue().value());
            text.append(fields.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private void array(Sequence sequence) {
        text.append('[');
        Iterator<Source> items = sequence.items().iterator();
        while (items.hasNext()) {
            value(items.next());
            text.append(items.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private void scalar(Scalar scalar) {
        switch (scalar.type()) {
            case STRING -> string(scalar.text());
            case NULL -> text.append("null");
            case INTEGER, FLOAT, BOOLEAN -> text.append(scalar.text());
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
