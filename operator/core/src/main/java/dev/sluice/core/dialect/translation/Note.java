package dev.sluice.core.dialect.translation;

/**
 * Something in a file that is understood and can't be honoured, or is honoured in another way.
 *
 * @param path in the file
 * @param step the name it has in the plan; empty for the whole pipeline
 * @param what in the file's own words, e.g. {@code plugins docker#v5}
 * @param why what becomes of it
 */
public record Note(String path, String step, String what, String why) {}
