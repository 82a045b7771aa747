package dev.sluice.cli;

import dev.sluice.core.check.Answers;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.text.Printable;
import dev.sluice.local.Asker;
import dev.sluice.local.GateAnswers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Asks at gates: the options first, then the person at the terminal, one question after the other, while progress is held back. */
final class GateDialog implements Asker {

    private final GateAnswers given;
    private final BufferedReader in;
    private final PrintStream out;
    private final Display display;
    private final String person;
    private final ExecutorService questions = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sluice-gates");
        thread.setDaemon(true); // a run that ends waits for no answer
        return thread;
    });

    GateDialog(GateAnswers given, BufferedReader in, PrintStream out, Display display, String person) {
        this.given = given;
        this.in = in;
        this.out = out;
        this.display = display;
        this.person = person;
    }

    @Override
    public void ask(GateStep gate, String prompt, Consumer<Reply> reply) {
        if (given.decides(gate.gate())) {
            boolean approves = given.approved().contains(gate.gate());
            reply.accept(new Reply(
                    approves,
                    person,
                    "",
                    approves ? Answers.of(gate, given.of(gate.gate())).values() : Map.of()));
            return;
        }
        questions.execute(() -> reply.accept(asked(gate, prompt)));
    }

    private Reply asked(GateStep gate, String prompt) {
        display.pause();
        try {
            return dialog(gate, prompt);
        } catch (IOException e) {
            return new Reply(false, person, "the terminal can't be read", Map.of());
        } finally {
            display.resume();
        }
    }

    private Reply dialog(GateStep gate, String prompt) throws IOException {
        say("? " + gate.gate() + (prompt.isEmpty() ? "" : ": " + prompt));
        Optional<Boolean> yes = yesOrNo();
        if (yes.isEmpty()) {
            return new Reply(false, person, "the input ended without an answer", Map.of());
        }
        if (!yes.get()) {
            return new Reply(false, person, line("  why (may stay empty): ").orElse(""), Map.of());
        }
        Map<String, List<String>> answers = new LinkedHashMap<>(given.of(gate.gate()));
        for (FormField field : gate.fields()) {
            if (!answers.containsKey(field.key())) {
                Optional<List<String>> answer = filledIn(field);
                if (answer.isEmpty()) {
                    return new Reply(false, person, "the input ended without an answer", Map.of());
                }
                answers.put(field.key(), answer.get());
            }
        }
        Answers judged = Answers.of(gate, answers);
        return judged.problems().isEmpty()
                ? new Reply(true, person, "", judged.values())
                : new Reply(false, person, String.join("; ", judged.problems()), Map.of());
    }

    private Optional<Boolean> yesOrNo() throws IOException {
        while (true) {
            Optional<String> answer = line("  let it on? [y/n] ");
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            switch (answer.get().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Optional.of(true);
                }
                case "n", "no" -> {
                    return Optional.of(false);
                }
                default -> out.println("  y or n, please");
            }
        }
    }

    private Optional<List<String>> filledIn(FormField field) throws IOException {
        for (int i = 0; i < field.options().size(); i++) {
            FormField.Option option = field.options().get(i);
            String value = option.label().equals(option.value()) ? "" : " (" + option.value() + ")";
            say("    " + (i + 1) + ") " + option.label() + value);
        }
        while (true) {
            Optional<String> line = line(question(field));
            if (line.isEmpty()) {
                return Optional.empty();
            }
            List<String> answer = values(field, line.get());
            Optional<String> fault = Answers.fault(field, answer);
            if (fault.isEmpty()) {
                return Optional.of(answer);
            }
            say("  " + field.key() + " " + fault.get());
        }
    }

    private static String question(FormField field) {
        String label = field.label().isEmpty() ? field.key() : field.label();
        String hint = field.hint().isEmpty() ? "" : " (" + field.hint() + ")";
        String several = field.multiple() ? ", several with commas between" : "";
        String standard = field.defaultValue().map(value -> " [" + value + "]").orElse("");
        return "  " + label + hint + several + standard + ": ";
    }

    /** Options may be chosen by their numbers. */
    private static List<String> values(FormField field, String line) {
        if (line.isEmpty()) {
            return field.defaultValue().map(List::of).orElse(List.of());
        }
        if (field.options().isEmpty()) {
            return List.of(line);
        }
        List<String> values = new ArrayList<>();
        for (String part : field.multiple() ? line.split(",") : new String[] {line}) {
            values.add(value(field, part.strip()));
        }
        return values;
    }

    private static String value(FormField field, String written) {
        boolean known =
                field.options().stream().anyMatch(option -> option.value().equals(written));
        if (!known && written.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(written);
            if (number >= 1 && number <= field.options().size()) {
                return field.options().get(number - 1).value();
            }
        }
        return written;
    }

    /** What is asked may hold what jobs printed. */
    private void say(String line) {
        out.println(Printable.of(line));
    }

    /** Absent: there is no more. */
    private Optional<String> line(String question) throws IOException {
        out.print(Printable.of(question));
        out.flush();
        return Optional.ofNullable(in.readLine()).map(String::strip);
    }
}
