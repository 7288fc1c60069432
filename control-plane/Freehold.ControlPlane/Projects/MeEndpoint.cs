using Freehold.ControlPlane.Identity;

namespace Freehold.ControlPlane.Projects;

/// <summary>What a token is good for.</summary>
/// <param name="Name">Of the token.</param>
/// <param name="Role">owner, operator or viewer.</param>
/// <param name="Organization">Its name in addresses.</param>
/// <param name="Projects">Their names in addresses.</param>
public sealed record MeView(string Name, string Role, string Organization, IReadOnlyList<string> Projects);

internal static class MeEndpoint
{
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", GetAsync).WithName("Me").WithTags("Identity").WithSummary("Whose token this is and what it may do");

    private static async Task<MeView> GetAsync(Caller caller, ProjectStore projects, CancellationToken cancellationToken)
    {
        var (organization, slugs) = await projects.ListAsync(caller.OrganizationId, cancellationToken);
        return new(caller.Name, caller.Role.Name(), organization, slugs);
    }
}
