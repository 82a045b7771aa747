package dev.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What nobody foresaw. A stack trace helps those who mend it and nobody else: it goes to a file. */
final class Bug {

    private Bug() {}

    static List<String> describe(Throwable e) {
        String what = "sluice: this is a bug in Sluice (" + e.getClass().getSimpleName() + ")";
        try {
            Path file = Files.createTempFile("sluice-bug-", ".log");
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            Files.writeString(file, Version.line() + "\n" + trace);
            return List.of(what + "; please report it with " + file);
        } catch (IOException unwritable) {
            return List.of(what + ": " + e.getMessage());
        }
    }
}
