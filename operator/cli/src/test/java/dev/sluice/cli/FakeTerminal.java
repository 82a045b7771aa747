package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A screen that obeys what the display says, and nothing else: an unknown sequence is a failure. Each letter takes one column. */
final class FakeTerminal {

    private static final Pattern TOKEN = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])|[^\u001b]");

    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>();
    private int row;
    private int column;
    private boolean wrap = true;
    private boolean cursorShown = true;
    private int mostBelow;

    FakeTerminal(int columns) {
        this.columns = columns;
    }

    FakeTerminal show(String output) {
        Matcher token = TOKEN.matcher(output);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                break;
            }
            end = token.end();
            if (token.group(2) == null) {
                letter(token.group().charAt(0));
            } else {
                command(token.group(1), token.group(2));
            }
        }
        if (end != output.length()) {
            throw new AssertionError(
                    "not for a terminal: " + output.substring(end).replace("\u001b", "ESC"));
        }
        return this;
    }

    private void letter(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            column = 0;
            row++;
        } else if (column < columns || wrap) {
            if (column == columns) {
                column = 0;
                row++;
            }
            StringBuilder line = line(row);
            line.setLength(Math.max(line.length(), column + 1));
            line.setCharAt(column, c);
            column++;
        }
        mostBelow = Math.max(mostBelow, lines.size() - row);
    }

    private void command(String number, String letter) {
        switch (number + letter) {
            case "J" -> {
                line(row).setLength(Math.min(line(row).length(), column));
                lines.subList(row + 1, lines.size()).clear();
            }
            case "K" -> line(row).setLength(Math.min(line(row).length(), column));
            case "?7l" -> wrap = false;
            case "?7h" -> wrap = true;
            case "?25l" -> cursorShown = false;
            case "?25h" -> cursorShown = true;
            default -> {
                if (letter.equals("A")) {
                    row -= Integer.parseInt(number);
                } else if (!letter.equals("m")) {
                    throw new AssertionError("unknown: ESC[" + number + letter);
                }
            }
        }
    }

    private StringBuilder line(int at) {
        while (lines.size() <= at) {
            lines.add(new StringBuilder());
        }
        return lines.get(at);
    }

    List<String> lines() {
        return lines.stream()
                .map(line -> line.toString().replace('\0', ' ').stripTrailing())
                .toList();
    }

    boolean cursorShown() {
        return cursorShown;
    }

    /** How many lines were on the screen at most, from the cursor down. */
    int mostBelow() {
        return mostBelow;
    }
}
