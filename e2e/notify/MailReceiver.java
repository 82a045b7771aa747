import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that tells in its log what it takes: STARTTLS on port 2587, TLS from the beginning on 2465; nothing in the clear, and nothing of who
 * gives no password.   MailReceiver KEYS.p12 USER PASSWORD
 */
final class MailReceiver {

    private static String login;
    private static SSLContext tls;

    public static void main(String[] arguments) throws Exception {
        login = "\0" + arguments[1] + "\0" + arguments[2];
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        ServerSocket starts = new ServerSocket(2587);
        ServerSocket begins = tls.getServerSocketFactory().createServerSocket(2465);
        new Thread(() -> listen(starts, "STARTTLS")).start();
        listen(begins, "SMTPS");
    }

    private static void listen(ServerSocket socket, String how) {
        while (true) {
            try {
                Socket connection = socket.accept();
                new Thread(() -> serve(connection, how)).start();
            } catch (IOException e) {
                say("- %s: %s", how, e);
            }
        }
    }

    private static void serve(Socket connection, String how) {
        try (connection) {
            speak(connection, how, connection instanceof SSLSocket, true);
        } catch (IOException e) {
            say("- %s ended: %s", how, e.getMessage());
        }
    }

    private static void speak(Socket connection, String how, boolean secret, boolean first) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(connection.getOutputStream(), true, StandardCharsets.UTF_8);
        boolean known = false;
        if (first) {
            out.print("220 receiver\r\n");
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String word = line.split(" ")[0].toUpperCase();
            if (word.equals("EHLO")) {
                out.print(secret ? "250-receiver\r\n250 AUTH PLAIN\r\n" : "250-receiver\r\n250 STARTTLS\r\n");
            } else if (word.equals("STARTTLS") && !secret) {
                out.print("220 go on\r\n");
                speak(wrap(connection), how, true, false);
                return;
            } else if (word.equals("AUTH") && secret) {
                known = login(line).endsWith(login); // as whom it wants to act may stand before that
                out.print(known ? "235 welcome\r\n" : "535 who are you?\r\n");
            } else if (word.equals("QUIT")) {
                out.print("221 bye\r\n");
                return;
            } else if (!known) {
                out.print("530 not yet\r\n");
            } else if (word.equals("DATA")) {
                out.print("354 go on\r\n");
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    say("%s %s", how, text);
                }
                out.print("250 taken\r\n");
            } else {
                out.print("250 ok\r\n");
            }
        }
    }

    private static String login(String line) {
        String[] words = line.split(" ");
        return words.length == 3 && words[1].equals("PLAIN")
                ? new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8)
                : "";
    }

    private static Socket wrap(Socket connection) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, connection.getPort(), false);
        socket.setUseClientMode(false);
        return socket;
    }

    private static void say(String what, Object... about) {
        System.out.printf(what + "%n", about);
    }
}
