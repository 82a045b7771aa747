package dev.sluice.kubernetes.notify;

import dev.sluice.core.model.Channel;
import java.time.Clock;
import java.util.Optional;

/** The real ones, by the channel's kind. */
final class Senders implements Sender {

    private final HttpSender http;
    private final MailSender mail = new MailSender();

    Senders(Clock clock) {
        http = new HttpSender(clock);
    }

    @Override
    public Attempt send(Channel channel, Notice notice) throws InterruptedException {
        if (channel instanceof Channel.Webhook webhook) {
            return http.post(
                    webhook.url(), Optional.of(webhook.key()), notice, WebhookBody.of(notice), webhook.terms());
        }
        if (channel instanceof Channel.Slack slack) {
            return http.post(slack.url(), Optional.empty(), notice, SlackBody.of(notice), slack.terms());
        }
        return mail.send((Channel.Mail) channel, notice);
    }
}
