package dev.sluice.cli;

import java.util.Optional;

/** What conditions on branches and changed files go by. */
final class GitChecks {

    private GitChecks() {}

    static void of(Diagnosis diagnosis, Checkout checkout) {
        Optional<String> version = Tools.version("git", "--version");
        if (version.isEmpty()) {
            diagnosis.warning(
                    "git", "there is none", "install it, or say --branch: conditions on branches and files go by it");
            return;
        }
        if (!checkout.is()) {
            diagnosis.warning(
                    "git",
                    version.get() + "; this folder is in no repository",
                    "say --branch where a condition asks for one");
            return;
        }
        String commit = checkout.revision();
        String branch = checkout.branch();
        String at = commit.isEmpty() ? ", no commit yet" : " at " + commit.substring(0, Math.min(8, commit.length()));
        diagnosis.good("git", version.get() + "; " + (branch.isEmpty() ? "no branch" : branch) + at);
    }
}
