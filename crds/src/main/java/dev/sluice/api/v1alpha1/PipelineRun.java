package dev.sluice.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One run of a pipeline. */
@Group("sluice.dev")
@Version("v1alpha1")
@ShortNames("plr")
@Categories("sluice")
@AdditionalPrinterColumn(name = "PIPELINE", jsonPath = ".spec.pipeline")
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "STEPS", jsonPath = ".status.progress")
@AdditionalPrinterColumn(name = "STARTED", jsonPath = ".status.startTime", type = Type.DATE)
@AdditionalPrinterColumn(name = "FINISHED", jsonPath = ".status.completionTime", type = Type.DATE, priority = 1)
@AdditionalPrinterColumn(name = "MESSAGE", jsonPath = ".status.message")
@ValidationRule(
        value = "size(self.metadata.name) <= 63",
        message = "the name of a run has at most 63 characters: it is a label of its pods")
public class PipelineRun extends CustomResource<PipelineRunSpec, PipelineRunStatus> implements Namespaced {}
