package dev.sluice.core.draw;

import dev.sluice.core.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells of text; lines are drawn as arms of their cells, and where lines meet the cell shows all of them. */
final class Canvas {

    static final int UP = 1;
    static final int DOWN = 2;
    static final int LEFT = 4;
    static final int RIGHT = 8;

    private static final String[] BY_ARMS = {
        " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"
    };
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String[][] cells;
    private final int[][] arms;
    // Whose line stands upright there: another's passes below it.
    private final int[][] upright;

    Canvas(int columns, int rows) {
        cells = new String[rows][columns];
        arms = new int[rows][columns];
        upright = new int[rows][columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(upright[row], -1);
        }
    }

    void put(int column, int row, String text) {
        int at = column;
        Matcher cluster = CLUSTER.matcher(text);
        while (cluster.find()) {
            int wide = Math.max(1, Columns.of(cluster.group()));
            cells[row][at] = cluster.group();
            Arrays.fill(cells[row], at + 1, at + wide, "");
            at += wide;
        }
    }

    void upright(int way, int column, int from, int to) {
        for (int row = from; row <= to; row++) {
            upright[row][column] = way;
            arms[row][column] |= (row > from ? UP : 0) | (row < to ? DOWN : 0);
        }
    }

    void arm(int column, int row, int arm) {
        arms[row][column] |= arm;
    }

    /** From a column up to before another. */
    void level(int way, int row, int from, int to) {
        for (int column = from; column < to; column++) {
            if (upright[row][column] < 0 || upright[row][column] == way) {
                arms[row][column] |= LEFT | RIGHT;
            }
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < cells.length; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells[row].length; column++) {
                String cell = cells[row][column];
                line.append(cell == null ? BY_ARMS[arms[row][column]] : cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
