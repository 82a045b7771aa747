package dev.sluice.cli;

/** How large a terminal is. */
record Window(int columns, int lines) {

    static final Window USUAL = new Window(80, 24);
}
