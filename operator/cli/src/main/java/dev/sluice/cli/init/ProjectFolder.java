package dev.sluice.cli.init;

import java.util.List;
import java.util.Optional;

/** What {@code sluice init} may look at of a folder, and of the machine. */
public interface ProjectFolder {

    /** Absent where there is no such file, or none that can be read as text. */
    Optional<String> text(String file);

    /** Whether there is a file of that name, that may be executed where {@code executable}. */
    boolean has(String file, boolean executable);

    default boolean has(String file) {
        return has(file, false);
    }

    /** Names of folders right below, those apart that hold no sources of the project. */
    List<String> folders();

    /** Whether a file of that ending is here, or in a folder down to three below. */
    boolean hasSources(String ending);

    ProjectFolder folder(String name);

    /** Whether a folder of PATH has it. */
    boolean program(String name);
}
