namespace Freehold.Testing.Kubernetes;

/// <summary>A request that the API server refuses.</summary>
public sealed class ApiRefusedException(ApiStatus status) : Exception(status.Message)
{
    /// <summary>What it answers.</summary>
    public ApiStatus Status => status;
}
