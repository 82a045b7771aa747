package dev.sluice.kubernetes.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** A notice as JSON, for programs. Fields are only ever added. */
final class WebhookBody {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookBody() {}

    static byte[] of(Notice notice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", notice.id());
        body.put("event", notice.event());
        body.put("time", notice.time().toString());
        body.put("text", NoticeText.headline(notice));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("namespace", notice.namespace());
        run.put("name", notice.run());
        run.put("uid", notice.uid());
        run.put("pipeline", notice.pipeline());
        run.put("message", notice.message());
        body.put("run", run);
        notice.gate().ifPresent(gate -> body.put("gate", of(gate)));
        notice.step().ifPresent(step -> body.put("step", of(step)));
        return json(body);
    }

    private static Map<String, Object> of(Notice.Gate gate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", gate.name());
        fields.put("state", gate.state());
        fields.put("prompt", gate.prompt());
        fields.put("approvers", gate.approvers());
        fields.put("quorum", gate.quorum());
        fields.put("opened", gate.opened().toString());
        gate.deadline().ifPresent(deadline -> fields.put("deadline", deadline.toString()));
        fields.put("digest", gate.digest());
        fields.put("decisions", gate.decisions().stream().map(WebhookBody::of).toList());
        fields.put("command", gate.command());
        return fields;
    }

    private static Map<String, Object> of(Notice.Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", step.name());
        fields.put("state", step.state());
        fields.put("message", step.message());
        step.started().ifPresent(time -> fields.put("started", time.toString()));
        step.ended().ifPresent(time -> fields.put("ended", time.toString()));
        return fields;
    }

    private static Map<String, Object> of(Notice.Said said) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("person", said.person());
        fields.put("verdict", said.verdict());
        fields.put("time", said.time().toString());
        fields.put("comment", said.comment());
        return fields;
    }

    static byte[] json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and lists can be written", e);
        }
    }
}
