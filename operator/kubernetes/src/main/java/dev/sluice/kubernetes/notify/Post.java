package dev.sluice.kubernetes.notify;

import java.util.Optional;

/** Who takes notices to channels. */
public interface Post {

    /** Nobody does. */
    Post NONE = new Post() {
        @Override
        public Optional<Outcome> outcome(String id) {
            return Optional.empty();
        }

        @Override
        public boolean has(String id) {
            return true;
        }

        @Override
        public boolean take(Notice notice) {
            return true;
        }

        @Override
        public void forget(String id) {}
    };

    /** What came of it; absent: it is under way, or was never taken. */
    Optional<Outcome> outcome(String id);

    /** It is under way, or its outcome is known. */
    boolean has(String id);

    /** Takes it to be told, once; where that is under way, further attempts tell it as it is now. False: there is no room for more now. */
    boolean take(Notice notice);

    /** Its outcome is on record. */
    void forget(String id);
}
