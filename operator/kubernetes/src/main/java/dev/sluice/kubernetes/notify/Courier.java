package dev.sluice.kubernetes.notify;

import dev.sluice.core.model.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells channels beside the work, tries again where that may help, and keeps what came of it until it is on record. All it knows may be
 * lost: what is not on record is told again, with the same id.
 */
public final class Courier implements Post {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    /** Past that a channel takes no more for now. */
    private static final int MOST_UNDER_WAY = 500;

    private static final int MOST_KEPT = 10_000;

    private final Channels channels;
    private final Sender sender;
    private final Lanes lanes;
    private final Later later;
    private final Clock clock;
    private final Tally tally;
    private final Consumer<Notice> done;

    private final Map<String, Notice> underWay = new HashMap<>();
    private final Map<String, Integer> byChannel = new HashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** Does something after a while. */
    interface Later {

        void in(Duration delay, Runnable task);
    }

    /** Counts. */
    public interface Tally {

        /** @param kind of the channel; {@code none} where there is no channel */
        void count(String kind, Result result);
    }

    public enum Result {
        TOLD,
        TRIED_AGAIN,
        GIVEN_UP
    }

    /** @param done told of each notice whose outcome is known from now on */
    Courier(
            Channels channels,
            Sender sender,
            Lanes lanes,
            Later later,
            Clock clock,
            Tally tally,
            Consumer<Notice> done) {
        this.channels = channels;
        this.sender = sender;
        this.lanes = lanes;
        this.later = later;
        this.clock = clock;
        this.tally = tally;
        this.done = done;
    }

    @Override
    public synchronized Optional<Outcome> outcome(String id) {
        return Optional.ofNullable(outcomes.get(id));
    }

    @Override
    public synchronized void forget(String id) {
        outcomes.remove(id);
    }

    @Override
    public synchronized boolean has(String id) {
        return outcomes.containsKey(id) || underWay.containsKey(id);
    }

    @Override
    public boolean take(Notice notice) {
        synchronized (this) {
            if (has(notice.id())) {
                underWay.computeIfPresent(notice.id(), (id, older) -> notice);
                return true;
            }
            if (byChannel.getOrDefault(notice.channel(), 0) >= MOST_UNDER_WAY) {
                return false;
            }
            underWay.put(notice.id(), notice);
            byChannel.merge(notice.channel(), 1, Integer::sum);
        }
        try {
            lanes.run(notice.channel(), () -> attempt(notice.id(), 1));
            return true;
        } catch (RuntimeException | Error e) { // no thread is to be had: as where there is no room
            log.error("a notice could not be handed on to channel {}: {}", notice.channel(), e.getClass());
            leave(notice);
            return false;
        }
    }

    /** @return whether it was under way until now */
    private synchronized boolean leave(Notice notice) {
        boolean left = underWay.remove(notice.id()) != null;
        if (left) {
            byChannel.computeIfPresent(notice.channel(), (name, count) -> count == 1 ? null : count - 1);
        }
        return left;
    }

    private synchronized Notice newest(String id) {
        return underWay.get(id);
    }

    private void attempt(String id, int number) {
        Notice notice = newest(id);
        String kind = "none";
        try {
            Channels.Found found = channels.find(notice.channel(), notice.namespace());
            if (found instanceof Channels.Found.There there) {
                kind = kind(there.channel());
                attempted(notice, number, there.channel(), sender.send(there.channel(), notice));
            } else {
                settle(notice, kind, Optional.of(((Channels.Found.Missing) found).why()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the operator ends, and its successor tells it
        } catch (RuntimeException | Error e) {
            fault(notice, kind, e);
        }
    }

    private void fault(Notice notice, String kind, Throwable e) {
        log.error("a notice could not be sent to channel {}: {}", notice.channel(), e.getClass());
        settle(
                notice,
                kind,
                Optional.of("a fault of the operator (" + e.getClass().getSimpleName() + ")"));
    }

    private void attempted(Notice notice, int number, Channel channel, Attempt attempt) {
        if (attempt instanceof Attempt.Told) {
            settle(notice, kind(channel), Optional.empty());
        } else if (attempt instanceof Attempt.Never never) {
            settle(notice, kind(channel), Optional.of(never.why()));
        } else {
            Attempt.Again again = (Attempt.Again) attempt;
            if (number >= channel.terms().attempts()) {
                settle(notice, kind(channel), Optional.of(again.why() + (number == 1 ? "" : ", " + number + " times")));
            } else {
                tally.count(kind(channel), Result.TRIED_AGAIN);
                later.in(Backoff.after(number, again.after()), () -> tryAgain(notice, kind(channel), number + 1));
            }
        }
    }

    private void tryAgain(Notice notice, String kind, int number) {
        try {
            lanes.run(notice.channel(), () -> attempt(notice.id(), number));
        } catch (RuntimeException | Error e) { // no thread is to be had
            fault(notice, kind, e);
        }
    }

    /** Once: what is told to those who wait for it may throw, and then it is settled all the same. */
    private void settle(Notice notice, String kind, Optional<String> error) {
        synchronized (this) {
            if (!leave(notice)) {
                return;
            }
            outcomes.put(notice.id(), new Outcome(clock.instant().truncatedTo(ChronoUnit.MILLIS), error));
        }
        tally.count(kind, error.isEmpty() ? Result.TOLD : Result.GIVEN_UP);
        done.accept(notice);
    }

    private static String kind(Channel channel) {
        if (channel instanceof Channel.Webhook) {
            return "webhook";
        }
        return channel instanceof Channel.Slack ? "slack" : "smtp";
    }
}
