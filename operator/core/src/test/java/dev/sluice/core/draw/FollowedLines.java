package dev.sluice.core.draw;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a drawing back: which boxes its lines join. Letters are one column wide. */
final class FollowedLines {

    private static final int UP = 1;
    private static final int DOWN = 2;
    private static final int LEFT = 4;
    private static final int RIGHT = 8;

    private record Cell(int row, int column, int from) {}

    private final List<String> lines;
    private final List<String> titles;

    FollowedLines(List<String> lines, List<String> titles) {
        this.lines = lines;
        this.titles = titles;
    }

    /** Pairs of from and to, as places among the titles. */
    Set<List<Integer>> all() {
        Set<List<Integer>> found = new HashSet<>();
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < lines.get(row).length(); column++) {
                boolean exit = at(row, column) == '├' && isBoxSide(row, column);
                if (exit) {
                    int from = box(row, column - 1);
                    follow(row, column + 1).forEach(to -> found.add(List.of(from, to)));
                }
            }
        }
        return found;
    }

    /** A right side has its box's corners above and below in its column, and a blank of the box's own on its left. */
    private boolean isBoxSide(int row, int column) {
        return at(row, column - 1) == ' '
                && end(row, column, -1) == '┐'
                && end(row, column, 1) == '┘'
                && at(row, column + 1) != '▶'
                && boxOrNone(row, column - 1) >= 0;
    }

    private char end(int row, int column, int step) {
        int at = row + step;
        while (at(at, column) == '│') {
            at += step;
        }
        return at(at, column);
    }

    private Set<Integer> follow(int row, int column) {
        Set<Integer> reached = new HashSet<>();
        Set<Cell> seen = new HashSet<>();
        Deque<Cell> open = new ArrayDeque<>(List.of(new Cell(row, column, LEFT)));
        while (!open.isEmpty()) {
            Cell cell = open.pop();
            if (!seen.add(cell)) {
                continue;
            }
            char c = at(cell.row(), cell.column());
            if (c == '▶') {
                reached.add(box(cell.row(), cell.column() + 2));
                continue;
            }
            int arms = arms(c);
            if ((arms & cell.from()) == 0) {
                // Below an upright line of another: straight on.
                if (arms == (UP | DOWN) && cell.from() == LEFT) {
                    open.add(new Cell(cell.row(), cell.column() + 1, LEFT));
                    continue;
                }
                throw new AssertionError(
                        "a line ends at " + (cell.row() + 1) + ":" + (cell.column() + 1) + " '" + c + "'");
            }
            if ((arms & UP) != 0 && cell.from() != UP) {
                open.add(new Cell(cell.row() - 1, cell.column(), DOWN));
            }
            if ((arms & DOWN) != 0 && cell.from() != DOWN) {
                open.add(new Cell(cell.row() + 1, cell.column(), UP));
            }
            if ((arms & RIGHT) != 0) {
                open.add(new Cell(cell.row(), cell.column() + 1, LEFT));
            }
        }
        return reached;
    }

    private static int arms(char c) {
        int arms = " │┘┐┤└┌├─┴┬┼".indexOf(c);
        return arms < 0
                ? 0
                : new int[] {
                            0,
                            UP | DOWN,
                            UP | LEFT,
                            DOWN | LEFT,
                            UP | DOWN | LEFT,
                            UP | RIGHT,
                            DOWN | RIGHT,
                            UP | DOWN | RIGHT,
                            LEFT | RIGHT,
                            UP | LEFT | RIGHT,
                            DOWN | LEFT | RIGHT,
                            15
                        }
                        [arms];
    }

    private int box(int row, int inside) {
        int box = boxOrNone(row, inside);
        if (box < 0) {
            throw new AssertionError("no box at " + (row + 1) + ":" + (inside + 1));
        }
        return box;
    }

    private int boxOrNone(int row, int inside) {
        int left = inside;
        while (left >= 0 && "│├".indexOf(at(row, left)) < 0) {
            left--;
        }
        int top = row;
        while (top >= 0 && at(top, left) != '┌') {
            top--;
        }
        if (top < 0 || left < 0 || lines.get(top + 1).length() <= left + 2) {
            return -1;
        }
        String rest = lines.get(top + 1).substring(left + 2);
        String title = rest.substring(0, Math.max(0, rest.replace('├', '│').indexOf('│')))
                .strip();
        return titles.indexOf(title);
    }

    private char at(int row, int column) {
        return row < 0
                        || row >= lines.size()
                        || column < 0
                        || column >= lines.get(row).length()
                ? ' '
                : lines.get(row).charAt(column);
    }
}
