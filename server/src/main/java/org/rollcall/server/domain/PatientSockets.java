package org.rollcall.server.domain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets whose reads have an end, from the first octet of the handshake on: the SDK bounds only what comes later. */
final class PatientSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final int patienceMillis;

    PatientSockets(SSLSocketFactory sockets, Duration patience) {
        this.sockets = sockets;
        this.patienceMillis = (int) patience.toMillis();
    }

    private Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(patienceMillis);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return patient(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return patient(sockets.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return patient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return patient(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return patient(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return patient(sockets.createSocket(address, port, localAddress, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
