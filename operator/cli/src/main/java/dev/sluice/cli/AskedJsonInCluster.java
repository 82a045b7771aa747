package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.kubernetes.ask.ApprovalId;
import dev.sluice.kubernetes.gate.AskedGate;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;

/** Gates and decisions for programs. What is not known, or there is not, is left out; lists are there, empty or not. */
final class AskedJsonInCluster {

    private final JsonGenerator json;

    private AskedJsonInCluster(JsonGenerator json) {
        this.json = json;
    }

    /** What is to be written. */
    interface Content {
        void write(AskedJsonInCluster json) throws IOException;
    }

    static void print(PrintStream out, Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            content.write(new AskedJsonInCluster(json));
        } catch (IOException e) {
            throw new IllegalStateException("a text can be written", e);
        }
        out.println(text);
    }

    void gates(List<AskedGate> gates, boolean withNamespace) throws IOException {
        json.writeStartArray();
        for (AskedGate gate : gates) {
            json.writeStartObject();
            gate(gate, ApprovalId.of(gate, withNamespace));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Its fields, within an object. */
    void gate(AskedGate gate, ApprovalId id) throws IOException {
        GateStatus status = gate.status();
        text("id", id);
        text("namespace", gate.namespace());
        text("run", gate.runName());
        text("gate", status.name());
        text("state", DecisionTextInCluster.word(status.state()));
        texts("approvers", gate.approval().approvers());
        json.writeNumberField("quorum", gate.approval().quorum());
        texts("approvedBy", gate.approvals().stream().map(Vote::person).toList());
        text("startedBy", gate.startedBy().orElse(null));
        if (gate.step().isPresent()) {
            json.writeBooleanField("requireOtherPerson", gate.approval().requireOtherPerson());
            json.writeStringField("onRejection", gate.approval().outvote() ? "Outvote" : "Reject");
        }
        text("since", status.openedTime());
        text("until", status.deadline());
        if (status.deadline() != null && gate.step().isPresent()) {
            json.writeStringField("onTimeout", gate.approval().approvesOnTimeout() ? "Approve" : "Reject");
        }
        text("closed", status.closedTime());
        text("prompt", status.prompt());
        text("digest", status.digest());
        if (gate.step().isPresent()) {
            json.writeArrayFieldStart("fields");
            for (FormField field : gate.step().map(GateStep::fields).orElseThrow()) {
                field(field);
            }
            json.writeEndArray();
        }
        decisions(status.decisions() == null ? List.of() : status.decisions());
    }

    void decisions(List<Decision> decisions) throws IOException {
        json.writeArrayFieldStart("decisions");
        for (Decision decision : decisions) {
            json.writeStartObject();
            text("person", decision.person());
            text("verdict", DecisionTextInCluster.word(decision.verdict()));
            text("time", decision.time());
            text("comment", decision.comment());
            text("to", decision.to());
            text("until", decision.until());
            text("void", decision.voided());
            text("digest", decision.digest());
            text("previous", decision.previous());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void field(FormField field) throws IOException {
        json.writeStartObject();
        text("key", field.key());
        text("label", field.label().isEmpty() ? null : field.label());
        text("hint", field.hint().isEmpty() ? null : field.hint());
        json.writeBooleanField("required", field.required());
        json.writeBooleanField("multiple", field.multiple());
        text("default", field.defaultValue().orElse(null));
        text("format", field.format().orElse(null));
        if (!field.options().isEmpty()) {
            texts(
                    "options",
                    field.options().stream().map(FormField.Option::value).toList());
        }
        json.writeEndObject();
    }

    void object(Content fields) throws IOException {
        json.writeStartObject();
        fields.write(this);
        json.writeEndObject();
    }

    void text(String name, Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void list(Iterable<Content> objects) throws IOException {
        json.writeStartArray();
        for (Content object : objects) {
            object(object);
        }
        json.writeEndArray();
    }

    void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
