package dev.sluice.core.check;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.Notification;
import dev.sluice.core.model.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How much of a run's status is taken by what can never be left out of it: that there is a step, who is asked at a gate and what they decided,
 * who is told. Bytes of JSON, roughly and rather too many. What is left is shared out among the steps' details.
 */
public final class StatusRoom {

    /** Of the 100 KB of a status; the rest is for the run's own fields and for what gates are asked. */
    public static final int BYTES = 86_000;

    private static final int STEP = 140;
    private static final int GATE = 480;
    private static final int FIELD = 60;
    private static final int DECISION = 340;
    private static final int PERSON = 60;
    private static final int NOTICE = 270;

    /** Of a gate at most: people are asked, and something comes of it. */
    private static final int NOTICES = 2;

    private StatusRoom() {}

    /** Of a step, without the gate that it may be or have, and without what is told of it. */
    public static int of(Step step) {
        String agent =
                step instanceof CommandStep command ? command.work().agent().orElse("") : "";
        return STEP + bytes(step.name()) + bytes(agent);
    }

    /** Of a gate at which as many people decide as have to, without words. */
    public static int of(String name, Approval approval, List<FormField> fields) {
        return withoutDecisions(name, approval, fields) + decisions(approval, approval.quorum());
    }

    /** Of so many who decide there and say nothing else. */
    public static int decisions(Approval approval, int people) {
        int name =
                approval.approvers().stream().mapToInt(StatusRoom::bytes).max().orElse(0);
        return Math.max(0, people) * (DECISION + Math.max(PERSON, name));
    }

    /** Of what one channel is told of a run. */
    public static int of(Notification notification) {
        return notification.phases().map(List::size).orElse(1) * notice(notification.channel());
    }

    /** Of what is told of a step. */
    public static int told(Step step) {
        return step instanceof CommandStep command
                ? command.notifications().stream()
                        .mapToInt(notification -> notification.ofStep() * notice(notification.channel()))
                        .sum()
                : 0;
    }

    /** Of what one person said. */
    public static int decision(String person, String comment) {
        return DECISION + bytes(person) + bytes(comment);
    }

    /** Of a gate that nobody has decided at. */
    public static int withoutDecisions(String name, Approval approval, List<FormField> fields) {
        int room = GATE + bytes(name);
        for (String approver : approval.approvers()) {
            room += bytes(approver) + 5;
        }
        for (String channel : approval.channels()) {
            room += NOTICES * notice(channel);
        }
        for (FormField field : fields) {
            room += FIELD + bytes(field.key());
        }
        return room;
    }

    private static int notice(String channel) {
        return NOTICE + bytes(channel);
    }

    /** As JSON has it. */
    private static int bytes(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ' ' ? 5 : c == '"' || c == '\\' ? 1 : 0;
        }
        return bytes;
    }
}
