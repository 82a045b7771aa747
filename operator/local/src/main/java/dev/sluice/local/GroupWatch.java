package dev.sluice.local;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells when places may have come free: when a group's file has changed, and when a run has ended without changing any. */
final class GroupWatch implements AutoCloseable {

    private final GroupFolder folder;
    private final Runnable changed;
    private final WatchService files;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    private GroupWatch(GroupFolder folder, Runnable changed, WatchService files) {
        this.folder = folder;
        this.changed = changed;
        this.files = files;
    }

    static GroupWatch begin(GroupFolder folder, Runnable changed) {
        try {
            WatchService files = folder.path().getFileSystem().newWatchService();
            folder.path().register(files, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            GroupWatch watch = new GroupWatch(folder, changed, files);
            daemon(watch::follow);
            return watch;
        } catch (IOException e) {
            throw LocalFailure.of(
                    "cannot watch " + folder.path(), e, "are there too many watches (fs.inotify.max_user_instances)?");
        }
    }

    /** A run that is killed changes no file; its lock comes free. */
    void endOf(String run) {
        if (!GroupFolder.ofThisProcess(run) && watched.add(run)) {
            daemon(() -> {
                try {
                    folder.awaitEnd(run);
                    changed.run();
                } catch (IOException | OverlappingFileLockException e) {
                    watched.remove(run);
                }
            });
        }
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw LocalFailure.of("cannot stop watching " + folder.path(), e, "run it again");
        }
    }

    private void follow() {
        try {
            while (true) {
                WatchKey key = files.take();
                key.pollEvents();
                key.reset();
                changed.run();
            }
        } catch (ClosedWatchServiceException e) {
            return; // the run has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "sluice-groups");
        thread.setDaemon(true);
        thread.start();
    }
}
