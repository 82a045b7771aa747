package dev.sluice.local.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.ResourceLoader;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a schema refers to: files of the working directory, and nothing else; above all nothing of the network. */
record FilesBelow(Path root) implements ResourceLoader {

    @Override
    public InputStreamSource getResource(AbsoluteIri iri) {
        String text = iri.toString();
        return () -> {
            if (!text.startsWith("file:")) {
                throw new FileNotFoundException(text + " is not fetched; refer to a file beside the schema");
            }
            Path file = Path.of(URI.create(text)).toRealPath();
            if (!file.startsWith(root)) {
                throw new FileNotFoundException(text + " is outside of the working directory");
            }
            return new ByteArrayInputStream(Files.readAllBytes(file));
        };
    }
}
