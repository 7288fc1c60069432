using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.Submission;
using Freehold.ControlPlane.Waits;

namespace Freehold.ControlPlane.RestApi;

internal static class RestApiServices
{
    public static IServiceCollection AddRestApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        });
        return services;
    }

    /// <summary>Everything below <c>/api/v1</c>: one line a resource.</summary>
    public static void MapRestApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Rights.Look).AddEndpointFilterFactory(StrictQuery.Filter);

        api.MapMe();
        api.MapTokens();
        api.MapAgents();
        api.MapSubmission();
        api.MapJobs();
        api.MapWaits();
        api.MapGrants();
        api.MapChecks();
        api.MapEntitlement();
    }
}
