namespace Freehold.ControlPlane.Identity;

/// <summary>Who makes a request.</summary>
/// <param name="Name">The token's name, for people; jobs remember it as their submitter.</param>
internal sealed record Caller(Guid TokenId, Guid OrganizationId, string Name, Role Role)
{
    /// <summary>Endpoints take a parameter of this type.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Caller>() ?? throw new InvalidOperationException("the endpoint requires no token"));
}
