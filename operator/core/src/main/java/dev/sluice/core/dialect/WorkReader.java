package dev.sluice.core.dialect;

import dev.sluice.core.model.Defaults;
import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Undo;
import dev.sluice.core.model.Work;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.model.Work.Resources;
import dev.sluice.core.model.Work.SecretVariable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the jobs of a command step run, and with what around them. */
final class WorkReader {

    static final TextRule IMAGE = TextRule.filled(1024);
    private static final TextRule PROGRAM = TextRule.filled(65_536);
    private static final TextRule ARGUMENT = TextRule.upTo(65_536);
    private static final TextRule VALUE = TextRule.upTo(4096);
    private static final int MOST_ARGUMENTS = 256;
    private static final int MOST_ENTRIES = 100;
    private static final int MOST_SECRETS = 50;
    private static final int MOST_RESOURCES = 16;
    private static final int LONGEST_CONFIG = 65_536;
    private static final int MOST_CONFIG_KEYS = 1000;

    private WorkReader() {}

    static Work read(Fields fields, Defaults defaults) {
        Optional<Program> program = program(fields);
        Optional<String> image = fields.text("image", IMAGE);
        Optional<String> agent = fields.text("agent", TextRule.OBJECT_NAME);
        if (fields.has("image") && fields.has("agent")) {
            fields.problem("agent", "excludes image: an agent's rights go with its own image; name one of the two");
        }
        Map<String, String> environment = environment(fields, "environment");
        return new Work(
                program,
                fields.has("agent") ? image : image.or(defaults::image),
                fields.has("image") ? agent : agent.or(defaults::agent),
                fields.text("task", PROGRAM),
                config(fields),
                environment,
                secrets(fields, environment.keySet()),
                resources(fields).orElse(defaults.resources()),
                runAs(fields).map("Job"::equals).orElse(defaults.batch()));
    }

    /** How a step is undone: what a step runs, by the step's own image or agent unless it names one, and how long it may take. */
    static Optional<Undo> undo(Fields step, Defaults defaults, Work undone) {
        return step.mapping("rollback").map(fields -> {
            Work work = read(fields, defaults.running(undone));
            if (fields.has("runAs")) {
                fields.problem("runAs", "unknown field");
            }
            if (work.program().isEmpty() && work.agent().isEmpty() && !fields.has("image")) {
                step.problem("rollback", "has nothing to run: give it a script, a command, an agent or an image");
            }
            Limits limits = new Limits(
                    fields.duration("timeout").or(() -> defaults.limits().timeout()),
                    defaults.limits().queueTimeout());
            fields.end();
            return new Undo(work, limits);
        });
    }

    /** Entries of an environment, or variables: both are environment of the jobs in the end. */
    static Map<String, String> environment(Fields fields, String name) {
        return fields.textMap(name, MOST_ENTRIES, VALUE, WorkReader::fault);
    }

    private static Optional<String> fault(String name) {
        return EnvironmentNames.fault(name).map(message -> Shown.quoted(name) + " " + message);
    }

    static Optional<String> runAs(Fields fields) {
        return fields.word("runAs", List.of("Pod", "Job"));
    }

    static Optional<Resources> resources(Fields owner) {
        return owner.mapping("resources").map(fields -> {
            Resources resources = new Resources(quantities(fields, "requests"), quantities(fields, "limits"));
            fields.end();
            return resources;
        });
    }

    /** Kubernetes takes {@code cpu: 1} and {@code cpu: "1"} alike. */
    private static Map<String, String> quantities(Fields fields, String name) {
        return fields.entries(name, 0, MOST_RESOURCES, TextRule.filled(253)::fault, (value, at) -> fields.values()
                .textOrNumber(value, at, TextRule.QUANTITY));
    }

    static Optional<Program> program(Fields fields) {
        Optional<String> script = fields.text("script", PROGRAM);
        Optional<List<String>> command = fields.texts("command", 1, MOST_ARGUMENTS, ARGUMENT);
        if (fields.has("script") && fields.has("command")) {
            fields.problem("command", "excludes script; name one of the two");
        }
        return script.<Program>map(Program.Script::new).or(() -> command.map(Program.Command::new));
    }

    private static Optional<String> config(Fields fields) {
        return fields.take("config").flatMap(value -> {
            if (!(value instanceof Source.Mapping mapping)) {
                fields.problem("config", "is " + value.describe() + ", not a mapping of fields to values");
                return Optional.empty();
            }
            if (mapping.fields().size() > MOST_CONFIG_KEYS) {
                fields.problem(
                        "config",
                        "has %,d entries; at most 1,000"
                                .formatted(mapping.fields().size()));
            }
            Optional<String> json = Json.write(value, LONGEST_CONFIG);
            if (json.isEmpty()) {
                fields.problem("config", "has more than 65,536 characters as JSON");
            }
            return json;
        });
    }

    private static List<SecretVariable> secrets(Fields fields, Set<String> environment) {
        Set<String> names = new HashSet<>();
        return fields
                .items("secretEnvironment", 0, MOST_SECRETS, (item, at) -> secret(item, at, fields, names))
                .orElse(List.of())
                .stream()
                .filter(secret -> {
                    boolean clash = environment.contains(secret.name());
                    if (clash) {
                        fields.problem("secretEnvironment", "sets " + secret.name() + ", which environment sets too");
                    }
                    return !clash;
                })
                .toList();
    }

    private static Optional<SecretVariable> secret(Source item, Path at, Fields owner, Set<String> names) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> name = fields.demandText("name", TextRule.filled(253));
            Optional<String> secret = fields.demandText("secret", TextRule.OBJECT_NAME);
            Optional<String> key = fields.demandText("key", TextRule.DATA_KEY);
            fields.end();
            if (name.isEmpty() || secret.isEmpty() || key.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> fault =
                    names.add(name.get()) ? EnvironmentNames.fault(name.get()) : Optional.of("is there twice");
            fault.ifPresent(message -> fields.problem("name", "\"" + Shown.briefly(name.get()) + "\" " + message));
            return fault.isPresent()
                    ? Optional.empty()
                    : Optional.of(new SecretVariable(name.get(), secret.get(), key.get()));
        });
    }
}
