package dev.sluice.kubernetes.notify;

import java.util.Map;
import java.util.stream.Collectors;

/** A notice as Slack's incoming webhooks take it, and others that do as they do. What people wrote is no markup, mentions nobody and links nowhere. */
final class SlackBody {

    private SlackBody() {}

    static byte[] of(Notice notice) {
        return WebhookBody.json(Map.of("text", text(notice)));
    }

    static String text(Notice notice) {
        String details = NoticeText.details(notice).stream()
                .map(line -> "\n" + plain(line))
                .collect(Collectors.joining());
        String command = NoticeText.command(notice)
                .map(text -> "\nLet it on with:\n```" + plain(text) + "```")
                .orElse("");
        return "*" + plain(NoticeText.headline(notice)) + "*" + details + command;
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('`', '\'')
                .replace('*', '∗');
    }
}
