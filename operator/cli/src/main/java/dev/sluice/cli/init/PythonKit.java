package dev.sluice.cli.init;

import java.util.Optional;
import java.util.stream.Stream;

/** A Python project: its tests and linters, as far as they are set up here. What it needs is not installed into a Python that is not its own. */
final class PythonKit {

    private PythonKit() {}

    static Optional<Found> look(ProjectFolder folder) {
        return Kits.first(folder, "pyproject.toml", "setup.py", "requirements.txt")
                .map(file -> found(folder, file));
    }

    private static Found found(ProjectFolder folder, String file) {
        Found.Maker found = new Found.Maker("python", file, "python:3");
        if (!folder.program("python3")) {
            return found.without("python3");
        }
        found.leftOut("nothing is installed: in which environment is yours to say");
        if (asksFor(folder, "ruff") || folder.has("ruff.toml") || folder.has(".ruff.toml")) {
            offer(folder, found, Found.Kind.LINT, "ruff", "ruff check .");
        } else if (asksFor(folder, "flake8") || folder.has(".flake8")) {
            offer(folder, found, Found.Kind.LINT, "flake8", "flake8");
        } else {
            found.leftOut("no linter is set up (ruff, flake8)");
        }
        if (asksFor(folder, "pytest") || folder.has("pytest.ini") || folder.has("conftest.py")) {
            offer(folder, found, Found.Kind.TEST, "pytest", "pytest");
        } else if (folder.folders().contains("tests") && folder.folder("tests").hasSources(".py")) {
            found.step(Found.Kind.TEST, "python3 -m unittest discover -s tests");
        } else {
            found.leftOut("there are no tests: neither pytest is set up, nor is there a folder tests");
        }
        return found.made();
    }

    private static void offer(ProjectFolder folder, Found.Maker found, Found.Kind kind, String program, String script) {
        if (folder.program(program)) {
            found.step(kind, script);
        } else {
            found.leftOut(kind.word() + ": there is no " + program + " in PATH");
        }
    }

    private static boolean asksFor(ProjectFolder folder, String tool) {
        return Stream.of("pyproject.toml", "setup.cfg", "tox.ini", "requirements.txt", "requirements-dev.txt")
                .flatMap(file -> folder.text(file).stream())
                .anyMatch(text -> text.contains(tool));
    }
}
