package dev.sluice.local.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The folder that jobs work in. Nothing outside of it is read or written for the cache, whatever paths and links say. */
record Place(Path root) {

    /** What is never an input, nor written back: what Sluice and git keep for themselves. */
    static final List<String> PRIVATE = List.of(".sluice", ".git");

    static Place of(Path directory) throws IOException {
        return new Place(directory.toRealPath());
    }

    /** @throws Refused where the path leads out, as a text or by a link of its folders */
    Path inside(String path) throws Refused {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root) || file.equals(root) || isPrivate(file)) {
            throw new Refused(path + " leads out of the working directory, or to what Sluice or git keeps there");
        }
        try {
            Path folder = file.getParent();
            while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                folder = folder.getParent();
            }
            if (!folder.toRealPath().startsWith(root)) {
                throw new Refused(path + " leads out of the working directory by a link");
            }
        } catch (IOException e) {
            throw new Refused(path + " can't be looked at");
        }
        return file;
    }

    private boolean isPrivate(Path file) {
        return PRIVATE.contains(root.relativize(file).getName(0).toString());
    }

    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Why a result is not taken from the cache, or not kept in it; no failure of the run. */
    static final class Refused extends Exception {

        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
