package dev.sluice.local;

import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import dev.sluice.core.schedule.Chain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Steps that jobs of a run on this machine added to it (A7). Each text is a file in the run's folder, {@code upload-1.yaml} and so on. */
final class LocalUploads {

    private final LocalSetup setup;
    private final Uploads uploads;
    private final List<Upload> recorded = new ArrayList<>();

    LocalUploads(LocalSetup setup) {
        this.setup = setup;
        this.uploads =
                new Uploads(UploadReader::add, pipeline -> Preflight.check(pipeline, setup.agents(), setup.caller()));
    }

    /** The plan with what is new, which is on record then. */
    Plan plan(List<Upload> more, RunListener listener) {
        more.forEach(this::record);
        Plan plan = uploads.plan(setup.pipeline(), setup.plan().request(), recorded)
                .withRules(setup.plan().rules());
        plan = setup.good().map(GoodRun::run).map(plan::withLastGood).orElse(plan);
        for (int i = recorded.size() - more.size(); i < recorded.size(); i++) {
            JudgedUpload judged = plan.uploads().get(i);
            if (!judged.refused()) {
                listener.uploaded(plan, judged, file(i));
            }
        }
        return plan;
    }

    /** Changes when what people are asked about does. */
    String digest() {
        return recorded.isEmpty()
                ? ""
                : Chain.hash(recorded.stream().map(Upload::text).toList());
    }

    /** Of the nth upload, from 0. */
    private Path file(int upload) {
        return setup.folder().upload(upload + 1);
    }

    private void record(Upload upload) {
        Path file = file(recorded.size());
        try {
            Files.writeString(file, upload.text() + "\n");
        } catch (IOException e) {
            throw LocalFailure.of("cannot write " + file, e, "is the disk full?");
        }
        recorded.add(upload);
    }
}
