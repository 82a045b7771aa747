package dev.sluice.kubernetes.notify;

import dev.sluice.core.model.Channel;

/** Makes one attempt, in bounded time. */
interface Sender {

    Attempt send(Channel channel, Notice notice) throws InterruptedException;
}
