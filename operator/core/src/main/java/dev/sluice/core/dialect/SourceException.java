package dev.sluice.core.dialect;

import java.util.Optional;

/** A text that is not even a tree of values. Its message is for the person who wrote the text, and is without the position. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Optional<Position> position;

    SourceException(Optional<Position> position, String message) {
        super(message);
        this.position = position;
    }

    SourceException(Position position, String message) {
        this(Optional.of(position), message);
    }

    /** Absent where the fault is the whole text's, e.g. its size. */
    public Optional<Position> position() {
        return position;
    }
}
