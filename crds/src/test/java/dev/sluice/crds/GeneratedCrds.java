package dev.sluice.crds;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRDs that the API's Java types make, by name, as YAML. */
final class GeneratedCrds {
    private GeneratedCrds() {}

    static Map<String, String> render() {
        var crds = new TreeMap<String, String>();
        Stream.of(Pipeline.class, PipelineRun.class)
                .forEach(type -> crds.put(CustomResource.getCRDName(type), render(type)));
        return crds;
    }

    private static String render(Class<? extends CustomResource<?, ?>> type) {
        var output = new Memory();
        new CRDGenerator()
                .customResourceClasses(type)
                .forCRDVersions("v1")
                .withPostProcessor(completed(type))
                .withOutput(output)
                .generate();
        var yaml = output.bytes.toString(StandardCharsets.UTF_8);
        return "# Generated from the types in crds/src/main/java by: " + GenerateCrds.COMMAND
                + yaml.substring(yaml.indexOf('\n')).replaceAll("(?m)((?:max|min)imum: -?\\d+)\\.0$", "$1");
    }

    private static CRDPostProcessor completed(Class<?> type) {
        return new CRDPostProcessor() {
            @Override
            public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
                for (var version : ((CustomResourceDefinition) crd).getSpec().getVersions()) {
                    orderColumns(version, type);
                    var schema = version.getSchema().getOpenAPIV3Schema();
                    schema.setRequired(List.of("spec"));
                    Recursion.unfold(schema);
                    MoreBounds.add(schema);
                    ListTypes.add(schema);
                    if (type == PipelineRun.class) {
                        RunImmutability.add(schema.getProperties().get("spec"));
                    }
                }
                return crd;
            }
        };
    }

    /** The generator sorts columns by their path; people read them in the order they are declared in. */
    private static void orderColumns(CustomResourceDefinitionVersion version, Class<?> type) {
        var names = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        version.getAdditionalPrinterColumns().sort(Comparator.comparing(column -> names.indexOf(column.getName())));
    }

    private static final class Memory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public ByteArrayOutputStream outputFor(String crdName) {
            return bytes;
        }

        @Override
        public void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
