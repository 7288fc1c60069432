namespace Freehold.ControlPlane.Endpoint;

/// <summary>What is said about the endpoint. Ids 2900–2909.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(EventId = 2901, Level = LogLevel.Information, Message = "The control plane answers at {Address}")]
    public static partial void Listening(this ILogger log, string address);

    [LoggerMessage(EventId = 2902, Level = LogLevel.Information,
        Message = "Its certificate is of a private authority; give {AuthorityFile} to agents and to the CLI")]
    public static partial void PrivateCertificate(this ILogger log, string authorityFile);
}
