namespace Freehold.Agent.Grants;

/// <summary>Makes credentials that are good for one prefix, one kind of access and a while.</summary>
internal interface IGrantIssuer
{
    /// <summary>Makes them.</summary>
    /// <exception cref="GrantRefusedException">They cannot be made.</exception>
    Task<GrantedCredentials> IssueAsync(GrantOrder order, CancellationToken cancellationToken);
}
