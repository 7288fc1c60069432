namespace Freehold.JobContract.Checks;

/// <summary>What there is to say about the way to the control plane.</summary>
internal static class ConnectionChecks
{
    public static IReadOnlyList<CheckText> Texts { get; } =
    [
        new(CheckId.Settings, "Settings", "Every setting of the agent is known, complete and readable.",
        [
            new(CheckDetail.Invalid, "Settings are missing or wrong.", "Correct the settings that freehold-agent check names; docs/configuration-agent.md lists them all."),
        ]),
        new(CheckId.Dns, "Name", "The name of the control plane's host, or of the proxy on the way there, is known here.",
        [
            new(CheckDetail.NameNotFound, "The name is unknown.", "Check ControlPlane:Endpoint and ControlPlane:Proxy for typing errors, then the name server and its search list."),
            new(CheckDetail.NoAnswer, "The name server does not answer.", "Let the agent's pods reach the name server: networkPolicy.dns of the chart, and the cluster's DNS."),
        ]),
        new(CheckId.Tcp, "Connection", "A connection to the control plane, or to the proxy, comes about.",
        [
            new(CheckDetail.Refused, "Nothing listens at the address.", "Check host and port."),
            new(CheckDetail.Unreachable, "There is no way to the address.", "Allow the agent out to it on that port: firewall, routes, networkPolicy.controlPlane of the chart."),
        ]),
        new(CheckId.Proxy, "Proxy", "The proxy opens a tunnel to the control plane (CONNECT).",
        [
            new(CheckDetail.WantsAuthentication, "The proxy wants a user and a password, or other ones (407).", "Put http://user:password@host:port into a Secret and name it in controlPlane.proxy.existingSecret (setting ControlPlane:Proxy)."),
            new(CheckDetail.Refused, "The proxy opens no tunnel to the control plane.", "Have the proxy allow CONNECT to the control plane's host and port."),
            new(CheckDetail.NotAProxy, "What answers there is no HTTP proxy.", "Check the proxy's port."),
            new(CheckDetail.Broken, "The proxy closed the connection without an answer.", "Ask whoever runs the proxy for its log of this moment."),
        ]),
        new(CheckId.Tls, "Certificate", "The control plane shows a certificate for its name, in date, from an authority that is trusted here.",
        [
            new(CheckDetail.Untrusted, "The certificate's authority is not trusted here.", "Where it is your own, give it in controlPlane.caBundle (setting ControlPlane:CaFile); else somebody stands between."),
            new(CheckDetail.Intercepted, "The certificate came through a proxy and is from an authority that is not trusted here: the proxy opens TLS and signs anew.",
                "Give the proxy's authority in controlPlane.caBundle (setting ControlPlane:CaFile), or have the proxy let the control plane's host pass unopened."),
            new(CheckDetail.WrongHost, "The certificate is for another host.", "Use the name that the certificate has in ControlPlane:Endpoint, or have the certificate made for this one."),
            new(CheckDetail.Expired, "A certificate has expired.", "Have it renewed; freehold-agent check says which one of the chain it is. Should it be in date, this machine's clock is wrong."),
            new(CheckDetail.NotYetValid, "A certificate is not valid yet.", "Check this machine's clock."),
            new(CheckDetail.ExpiresSoon, "The certificate expires within two weeks.", "Have it renewed."),
            new(CheckDetail.NotTls, "The port does not speak TLS.", "Check the port of ControlPlane:Endpoint."),
            new(CheckDetail.HandshakeFailed, "Both sides found no common version or cipher of TLS.", "Ask what stands between (proxy, gateway) to allow TLS 1.2 or 1.3 with usual ciphers."),
            new(CheckDetail.CaUnusable, "The file of certificate authorities cannot be used.", "Check that ControlPlane:CaFile is PEM, readable and not empty."),
            new(CheckDetail.Broken, "The connection broke off during the handshake.", "Something between ends connections to this host by its name; allow the host in firewall and proxy."),
        ]),
        new(CheckId.Grpc, "gRPC", "HTTP/2 and gRPC reach a control plane.",
        [
            new(CheckDetail.NoHttp2, "TLS is spoken, but not HTTP/2.", "Whatever answers TLS on the way (proxy, gateway) has to offer HTTP/2 (ALPN h2)."),
            new(CheckDetail.NotAControlPlane, "What answers is no control plane.", "Check ControlPlane:Endpoint; a gateway in front has to pass gRPC on."),
            new(CheckDetail.Unavailable, "The control plane cannot serve now.", "Try again in a minute; then look at the control plane's status."),
            new(CheckDetail.Broken, "The stream broke off.", "Whatever stands between has to allow streams that last: raise its time limits, and let HTTP/2 pass unchanged."),
        ]),
        new(CheckId.Token, "Token", "The control plane accepts the agent's token. Tried as a replica that stands by, so a running agent notices nothing.",
        [
            new(CheckDetail.TokenUnusable, "The token cannot be read.", "Check that the Secret of credentials.existingSecret holds the token alone under its key (setting ControlPlane:TokenFile)."),
            new(CheckDetail.TokenMissing, "No token arrived at the control plane.", "Something between removes the authorization header; let it pass."),
            new(CheckDetail.TokenInvalid, "The control plane does not know this token.", "Check that token and endpoint belong together, or make a new token: freehold agents token."),
            new(CheckDetail.TokenExpired, "The token has expired.", "Make a new one: freehold agents token."),
            new(CheckDetail.TokenRevoked, "The token was revoked.", "Make a new one: freehold agents token."),
            new(CheckDetail.TokenOfAnotherAgent, "The token belongs to another agent.", "Set Agent:Label (the chart's label) to the agent that the token was made for."),
            new(CheckDetail.AgentRemoved, "The agent was removed from the control plane.", "Add it anew: freehold agents add."),
            new(CheckDetail.Version, "Agent and control plane have no version of the protocol in common.", "Upgrade the older one of the two."),
            new(CheckDetail.Refused, "The call was refused without a reason of ours.", "A gateway in front of the control plane refuses it; have it pass the agent's calls."),
        ]),
        new(CheckId.Clock, "Clock", "The clock here and the control plane's differ by less than a minute.",
        [
            new(CheckDetail.Skewed, "The clock here is off by more than a minute; stores refuse requests from 15 minutes on.", "Have the node's time set by NTP."),
        ]),
        new(CheckId.Worker, "Worker", "The worker program is there. Of agents that run workers as processes.",
        [
            new(CheckDetail.Missing, "There is no worker program.", "Put freehold-worker beside the agent, or set Executor:WorkerPath."),
        ]),
    ];
}
