package dev.sluice.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The machine does not let Sluice work. The message is for people: what, where, what next. */
public final class LocalFailure extends RuntimeException {

    private LocalFailure(String message, Throwable cause) {
        super(message, cause);
    }

    LocalFailure(String message) {
        this(message, null);
    }

    static LocalFailure of(String what, IOException cause, String next) {
        return new LocalFailure(what + ": " + reason(cause) + "; " + next, cause);
    }

    /** @param sentence what can be done about it beside what it says */
    public LocalFailure and(String sentence) {
        return new LocalFailure(getMessage() + (getMessage().endsWith("?") ? " " : ". ") + sentence, this);
    }

    /** The JDK's messages are often nothing but the file's name. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is there";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
