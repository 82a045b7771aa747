package dev.sluice.core.text;

/** A {@code ${…}} that can't be read. The message is for the person who wrote it. */
public final class TemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message);
    }
}
