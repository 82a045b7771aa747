package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the terminal is right now. The JDK can't tell; {@code stty} is asked, once and again after each change. */
final class WindowSize implements Supplier<Window> {

    private static final Pattern STTY = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");

    private volatile boolean changed = true;
    private Window window = Window.USUAL;

    private WindowSize() {}

    static WindowSize watched() {
        WindowSize size = new WindowSize();
        Signals.onResize(() -> size.changed = true);
        return size;
    }

    @Override
    public Window get() {
        if (changed) {
            changed = false;
            window = now();
        }
        return window;
    }

    /** Where nobody can tell, the caller's LINES and COLUMNS, or what terminals usually are. */
    static Window now() {
        return stty().flatMap(WindowSize::parsed).orElseGet(() -> said(System.getenv()));
    }

    static Optional<Window> parsed(String stty) {
        Matcher size = STTY.matcher(stty);
        return size.matches()
                ? Optional.of(new Window(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))))
                : Optional.empty();
    }

    static Window said(Map<String, String> environment) {
        return new Window(
                number(environment.get("COLUMNS"), Window.USUAL.columns()),
                number(environment.get("LINES"), Window.USUAL.lines()));
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
    }

    private static Optional<String> stty() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty(); // no stty, or no terminal of our own
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
