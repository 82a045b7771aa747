package dev.sluice.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The objects that a chart makes, and a way to point into them. */
final class Rendered {
    private final List<Object> objects;

    Rendered(String yaml) {
        objects = StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                .filter(o -> o != null)
                .toList();
    }

    /** Each as Kind/name, or Kind/namespace/name where it is not in the release's namespace, in alphabetical order. */
    List<String> names() {
        return objects.stream().map(Rendered::name).sorted().toList();
    }

    Object object(String name) {
        return objects.stream()
                .filter(o -> name(o).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + names()));
    }

    /**
     * What stands at a path as {@code Deployment/sluice: spec.template.spec.containers.0.env.POD_NAME.value}. A word on a list picks the
     * entry of that name; null where there is nothing.
     */
    Object at(String path) {
        var parts = path.split(": ", 2);
        var here = object(parts[0]);
        for (String word : words(parts[1])) {
            here = step(here, word);
        }
        return here;
    }

    private static List<String> words(String path) {
        var words = new ArrayList<String>();
        // A key with dots in it is written in brackets.
        var matcher =
                java.util.regex.Pattern.compile("\\[([^]]+)]|([^.\\[\\]]+)").matcher(path);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    private static Object step(Object here, String word) {
        if (here instanceof Map<?, ?> map) {
            return map.get(word);
        }
        if (here instanceof List<?> list) {
            return word.matches("\\d+")
                    ? list.get(Integer.parseInt(word))
                    : list.stream()
                            .filter(e -> e instanceof Map<?, ?> m && word.equals(m.get("name")))
                            .findFirst()
                            .orElse(null);
        }
        return null;
    }

    /** Rules of a Role or ClusterRole as "group/resource: verb verb", verbs in alphabetical order. */
    List<String> rules(String role) {
        var lines = new ArrayList<String>();
        for (Object rule : (List<?>) at(role + ": rules")) {
            var map = (Map<?, ?>) rule;
            var verbs = ((List<?>) map.get("verbs"))
                    .stream().map(String::valueOf).sorted().collect(Collectors.joining(" "));
            for (Object group : (List<?>) map.get("apiGroups")) {
                for (Object resource : (List<?>) map.get("resources")) {
                    lines.add(("".equals(group) ? "" : group + "/") + resource + ": " + verbs);
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    /** What kind of value stands at each path. */
    Map<String, String> types() {
        var types = new TreeMap<String, String>();
        types("", objects, types);
        return types;
    }

    private static void types(String path, Object here, Map<String, String> types) {
        if (here instanceof Map<?, ?> map) {
            map.forEach((key, value) -> types(path + "." + key, value, types));
        } else if (here instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                types(path + "[" + i + "]", list.get(i), types);
            }
        } else {
            types.put(path, here == null ? "nothing" : here.getClass().getSimpleName());
        }
    }

    private static String name(Object object) {
        var map = (Map<?, ?>) object;
        var metadata = (Map<?, ?>) map.get("metadata");
        var namespace = metadata.get("namespace");
        return map.get("kind")
                + "/"
                + (namespace == null || namespace.equals(Chart.NAMESPACE) ? "" : namespace + "/")
                + metadata.get("name");
    }
}
