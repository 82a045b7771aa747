package dev.sluice.core.dialect;

/** A place in a text; both count from 1, as editors do. */
public record Position(int line, int column) {

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
