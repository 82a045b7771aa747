package dev.sluice.kubernetes.upload;

import java.util.List;

/** What is answered to an upload; the text is for people. */
public record Answer(int code, String text) {

    static Answer added(List<String> steps) {
        return new Answer(
                200,
                "added " + steps.size() + (steps.size() == 1 ? " step: " : " steps: ") + String.join(", ", steps)
                        + "\n");
    }

    static Answer unauthorized() {
        return new Answer(
                401, "this needs an Authorization: Bearer header with the token in $SLUICE_TOKEN_FILE, not expired\n");
    }

    static Answer forbidden(String why) {
        return new Answer(403, why + "\n");
    }

    static Answer tooLarge() {
        return new Answer(413, "larger than 1 MiB\n");
    }

    static Answer refused(List<String> faults) {
        return new Answer(422, String.join("\n", faults) + "\n");
    }
}
