package dev.sluice.core.cache;

/**
 * A file as a step finds it.
 *
 * @param path from the working directory, with slashes
 * @param mode its permissions, as {@code rwxr-xr-x}; of a link its target before them
 * @param digest of its content
 */
public record InputFile(String path, String mode, String digest) {}
