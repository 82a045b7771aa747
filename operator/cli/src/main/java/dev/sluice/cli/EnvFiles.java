package dev.sluice.cli;

import dev.sluice.core.text.DotEnv;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of variables ({@code --env-file}, E3). What a later one says goes over what an earlier one does. */
final class EnvFiles {

    private static final int MOST_BYTES = 1 << 20;

    private EnvFiles() {}

    static Map<String, String> read(List<String> names) {
        Map<String, String> all = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            DotEnv file = DotEnv.parse(text(name));
            file.problems().forEach(problem -> problems.add("--env-file " + name + ":" + problem));
            all.putAll(file.values());
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return all;
    }

    /** Of a pipe too, as a shell makes one of {@code <(command)}: nobody knows its size beforehand. */
    private static String text(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UserError("--env-file " + name + ": has more than 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError("--env-file " + name + ": is no text in UTF-8");
        } catch (IOException e) {
            throw new UserError("--env-file " + name + ": can't be read: " + LocalFailure.reason(e));
        }
    }
}
