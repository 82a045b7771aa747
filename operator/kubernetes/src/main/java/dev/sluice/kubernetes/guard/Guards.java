package dev.sluice.kubernetes.guard;

/** What guards the gates of each namespace. */
public interface Guards {

    /** As informers know it: may be a moment late. */
    Guard known(String namespace);

    /** As it is now, from the API server itself: before anything that people said is believed. */
    Guard asked(String namespace);
}
