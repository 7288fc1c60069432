namespace Freehold.Worker.Profile.Report;

internal static class HtmlReport
{
    public static byte[] Of(ProfileReport report) => [];
}
