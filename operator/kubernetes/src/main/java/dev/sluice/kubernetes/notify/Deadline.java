package dev.sluice.kubernetes.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Bounds a whole conversation: when the time is up its sockets are closed, whoever is reading or writing. A read's own timeout begins anew with
 * every byte, so that who says one now and then could hold a reader for ever.
 */
final class Deadline implements AutoCloseable {

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final List<Socket> sockets = new ArrayList<>();
    private boolean passed;

    private Deadline() {}

    static Deadline in(Duration time) {
        Deadline deadline = new Deadline();
        deadline.end.thenRun(deadline::pass); // not where it was cancelled
        deadline.end.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS);
        return deadline;
    }

    synchronized boolean passed() {
        return passed;
    }

    /** The conversation has come to its end by itself. */
    @Override
    public void close() {
        end.cancel(false);
    }

    /** Makes sockets of this conversation. */
    SocketFactory sockets() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return bounded(new Socket());
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException("connects without a timeout");
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                return createSocket(host, port);
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                return createSocket(host.getHostAddress(), port);
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                return createSocket(host, port);
            }
        };
    }

    /** Makes connections of this conversation secret ones, on sockets that are there. */
    SSLSocketFactory secret(SSLSocketFactory factory) {
        SocketFactory plain = sockets();
        return new SSLSocketFactory() {
            @Override
            public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
                return factory.createSocket(bounded(socket), host, port, autoClose);
            }

            @Override
            public String[] getDefaultCipherSuites() {
                return factory.getDefaultCipherSuites();
            }

            @Override
            public String[] getSupportedCipherSuites() {
                return factory.getSupportedCipherSuites();
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return plain.createSocket(host, port);
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
                return plain.createSocket(host, port);
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return plain.createSocket(host, port);
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                    throws IOException {
                return plain.createSocket(host, port);
            }
        };
    }

    private synchronized Socket bounded(Socket socket) throws IOException {
        if (passed) {
            socket.close();
            throw new SocketException("the time is up");
        }
        sockets.add(socket);
        return socket;
    }

    private synchronized void pass() {
        passed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
