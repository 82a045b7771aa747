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

/** What to run: steps, and what starts them. */
@Group("sluice.dev")
@Version("v1alpha1")
@ShortNames("pl")
@Categories("sluice")
@AdditionalPrinterColumn(name = "ACCEPTED", jsonPath = ".status.conditions[?(@.type=='Accepted')].status")
@AdditionalPrinterColumn(name = "STEPS", jsonPath = ".status.steps", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "JOBS", jsonPath = ".status.jobs", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "SUSPENDED", jsonPath = ".spec.suspend", type = Type.BOOLEAN)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
        value = "size(self.metadata.name) <= 63",
        message = "the name of a pipeline has at most 63 characters: it is a label of its runs")
public class Pipeline extends CustomResource<PipelineSpec, PipelineStatus> implements Namespaced {}
