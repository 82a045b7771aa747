package dev.sluice.local.cache;

import dev.sluice.core.cache.Globs;
import dev.sluice.core.cache.InputFile;
import dev.sluice.core.condition.Glob;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files a job reads, as they are now. */
final class InputFiles {

    private final Place place;
    private final List<Glob> written;
    private final Map<String, InputFile> files = new TreeMap<>();

    private InputFiles(Place place, List<String> written) {
        this.place = place;
        this.written = written.stream().map(InputFiles::below).toList();
    }

    /** @throws Place.Refused where that can't be known: a glob that matches nothing, a link that leads out, what can't be read */
    static Collection<InputFile> of(Place place, Globs globs) throws Place.Refused {
        InputFiles inputs = new InputFiles(place, globs.written());
        for (String glob : globs.own()) {
            if (!inputs.add(glob, !wild(glob))) {
                throw new Place.Refused("input " + glob + " matches no file");
            }
        }
        for (String glob : globs.before()) {
            inputs.add(glob, true);
        }
        return inputs.files.values();
    }

    private static Glob below(String path) {
        return Glob.ofPath(path.endsWith("/") ? path + "**" : path + "/**");
    }

    /**
     * Whether anything matches.
     *
     * @param folders a folder that matches is all that is in it
     */
    private boolean add(String written, boolean folders) throws Place.Refused {
        String text = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
        String fixed = fixed(text);
        Path base = fixed.equals(".") ? place.root() : place.inside(fixed);
        if (!Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean[] found = {false};
        Glob exactly = Glob.ofPath(text);
        Glob inFolder = below(text);
        try {
            Files.walkFileTree(base, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean secret = folder.getParent().equals(place.root())
                            && Place.PRIVATE.contains(folder.getFileName().toString());
                    return secret ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = place.name(file);
                    if (exactly.matches(name) || folders && inFolder.matches(name)) {
                        found[0] = true;
                        put(file, name, attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new Place.Refused("input " + written + " can't be read: " + LocalFailure.reason(e));
        }
        return found[0];
    }

    private static boolean wild(String glob) {
        return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
    }

    /** The folders before the first wildcard: nothing outside of them can match. */
    private static String fixed(String glob) {
        int wild = glob.replace('?', '*').indexOf('*');
        if (wild < 0) {
            return glob;
        }
        int slash = glob.lastIndexOf('/', wild);
        return slash < 0 ? "." : glob.substring(0, slash);
    }

    private void put(Path file, String name, BasicFileAttributes attributes) throws IOException {
        if (files.containsKey(name) || isWritten(name)) {
            return;
        }
        if (!attributes.isSymbolicLink()) {
            if (!attributes.isRegularFile()) {
                throw new IOException(name + " is no file");
            }
            files.put(name, new InputFile(name, Content.mode(file), Content.digest(file)));
            return;
        }
        Path target = file.toRealPath();
        if (!target.startsWith(place.root()) || !Files.isRegularFile(target)) {
            throw new IOException(name + " is a link to something that is no file of the working directory");
        }
        String mode = Files.readSymbolicLink(file) + " " + Content.mode(target);
        files.put(name, new InputFile(name, mode, Content.digest(target)));
    }

    private boolean isWritten(String name) {
        return written.stream().anyMatch(glob -> glob.matches(name) || glob.matches(name + "/"));
    }
}
