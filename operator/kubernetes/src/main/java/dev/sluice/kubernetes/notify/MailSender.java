package dev.sluice.kubernetes.notify;

import dev.sluice.core.model.Channel;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Sends a notice as a mail, in plain text. */
final class MailSender {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    Attempt send(Channel.Mail mail, Notice notice) {
        try (Deadline deadline = Deadline.in(mail.terms().timeout())) {
            return send(mail, notice, deadline);
        }
    }

    private static Attempt send(Channel.Mail mail, Notice notice, Deadline deadline) {
        Session session = Session.getInstance(properties(mail, deadline));
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, mail, notice);
            if (mail.login().isPresent()) {
                transport.connect(
                        mail.login().get().user().text(),
                        mail.login().get().password().text());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
            return new Attempt.Told();
        } catch (MessagingException e) {
            return deadline.passed() ? tooSlow(mail) : failed(e, mail);
        }
    }

    static MimeMessage message(Session session, Channel.Mail mail, Notice notice) throws MessagingException {
        MimeMessage message = new Identified(session, notice.id());
        message.setFrom(new InternetAddress(mail.from()));
        message.setRecipients(Message.RecipientType.TO, addresses(mail.to()));
        message.setSubject("[sluice] " + NoticeText.headline(notice), UTF_8);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Sluice-Delivery", notice.id());
        message.setSentDate(Date.from(notice.time()));
        message.setText(text(notice), UTF_8);
        message.saveChanges();
        return message;
    }

    private static String text(Notice notice) {
        StringBuilder text = new StringBuilder(NoticeText.headline(notice)).append('\n');
        NoticeText.details(notice).forEach(line -> text.append('\n').append(line));
        NoticeText.command(notice)
                .ifPresent(command -> text.append("\n\nLet it on with:\n\n  ").append(command));
        return text.append('\n').toString();
    }

    private static Address[] addresses(List<String> texts) throws MessagingException {
        Address[] addresses = new Address[texts.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(texts.get(i));
        }
        return addresses;
    }

    private static Properties properties(Channel.Mail mail, Deadline deadline) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", mail.host());
        properties.put("mail.smtp.port", Integer.toString(mail.port()));
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(mail.terms().timeout().toMillis()));
        properties.put("mail.smtp.socketFactory", deadline.sockets());
        properties.put("mail.smtp.auth", Boolean.toString(mail.login().isPresent()));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory",
                deadline.secret(Trust.in(mail.terms().authorities()).getSocketFactory()));
        // Else it tries again with the authorities that Java trusts where those of the channel did not do.
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.localhost", "sluice");
        boolean startTls = mail.security() == Channel.Security.START_TLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(mail.security() == Channel.Security.TLS));
        return properties;
    }

    /** What a server says may repeat what is secret: its codes and the kinds of exceptions say enough. */
    private static Attempt failed(MessagingException e, Channel.Mail mail) {
        if (e instanceof AuthenticationFailedException) {
            return new Attempt.Never("user and password were not taken");
        }
        for (Throwable t = e; t != null; t = next(t)) {
            int code = code(t);
            if (code > 0) {
                String why = "the mail server answered " + code;
                return code >= 500 ? new Attempt.Never(why) : Attempt.again(why);
            }
            if (t instanceof UnknownHostException) {
                return Attempt.again("its host is not known");
            }
            if (t instanceof SSLException) {
                return Attempt.again("no secure connection could be agreed on: is its certificate trusted?");
            }
            if (t instanceof SocketTimeoutException) {
                return tooSlow(mail);
            }
            if (t instanceof ConnectException) {
                return Attempt.again("can't be connected to");
            }
        }
        String message = String.valueOf(e.getMessage());
        return Attempt.again(
                message.startsWith("STARTTLS") ? "the mail server knows no STARTTLS" : "the mail could not be sent");
    }

    private static Attempt tooSlow(Channel.Mail mail) {
        return Attempt.again("did not answer within " + mail.terms().timeout().toSeconds() + " s");
    }

    private static Throwable next(Throwable t) {
        return t instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : t.getCause();
    }

    private static int code(Throwable t) {
        if (t instanceof SMTPSendFailedException failed) {
            return failed.getReturnCode();
        }
        if (t instanceof SMTPSenderFailedException failed) {
            return failed.getReturnCode();
        }
        return t instanceof SMTPAddressFailedException failed ? failed.getReturnCode() : 0;
    }

    /** The same Message-ID whenever the same is told again. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@sluice>");
        }
    }
}
