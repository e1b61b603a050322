global using ApplicationId = ActorPlatform.Jobs.ApplicationId;
