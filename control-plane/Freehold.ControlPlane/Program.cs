using Freehold.ControlPlane;
using Freehold.Hosting;
using Freehold.Hosting.Configuration;

return await FreeholdProgram.RunAsync(async () =>
{
    await using var controlPlane = await ControlPlaneHost.StartAsync(ProgramSettings.Read(args), CancellationToken.None);
    await controlPlane.WaitForShutdownAsync();
});
